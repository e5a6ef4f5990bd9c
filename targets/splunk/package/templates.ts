/**
 * The files of an app beside savedsearches.conf. Everything filled in is a name that `settings.ts` has checked, a term that
 * `spl/print.ts` has printed, or ours. https://dev.splunk.com/enterprise/docs/developapps/createapps/appanatomy
 */

/** app.conf.spec: the app is content only, so there is nothing to set up and nothing to show. */
export const APP_TEMPLATE = `[install]
is_configured = 0

[ui]
is_visible = 0
label = {{app}}

[launcher]
author = Ruleport
description = Detections converted from Microsoft Sentinel analytic rules
version = {{version}}

[package]
id = {{app}}
check_for_updates = 0

[id]
name = {{app}}
version = {{version}}
`;

/** macros.conf.spec. The one place to change where the events are, and how late a search looks at them. */
export const MACROS_TEMPLATE = `{{#if source}}
# Where CloudTrail's events are: name your index here.
[{{prefix}}_cloudtrail]
definition = {{source}}

{{/if}}
{{#if findings}}
# Where GuardDuty's findings are: name your index here.
[{{prefix}}_guardduty]
definition = {{findings}}

{{/if}}
# What a run looks at, in whole minutes. If events arrive late, move both ends back: earliest=-$period$@m-15m latest=@m-15m
[{{prefix}}_window(1)]
args = period
definition = earliest=-$period$@m latest=@m
`;

/** default.meta.conf.spec. Enterprise Security sees correlation searches, and the macros in them, of exported apps only. */
export const META = `[]
access = read : [ * ], write : [ admin, sc_admin ]
export = system
`;
