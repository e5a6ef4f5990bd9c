/**
 * The stanza of savedsearches.conf. Every text of the rule goes through a helper that keeps it on its line; the search is on one
 * line as it is printed.
 */
export const SAVED_SEARCH_TEMPLATE = `# {{line comment}}
{{#each remarks}}
# {{line this}}
{{/each}}
[{{stanza}}]
description = {{line description}}
search = {{search}}
{{#if schedule}}
enableSched = 1
cron_schedule = {{schedule.cron}}
dispatch.earliest_time = {{schedule.earliest}}
dispatch.latest_time = {{schedule.latest}}
realtime_schedule = 0
schedule_window = 0
{{else}}
enableSched = 0
{{/if}}
counttype = number of events
relation = {{trigger.relation}}
quantity = {{trigger.quantity}}
alert.track = 1
alert.severity = {{severity.alert}}
alert.digest_mode = {{digestMode}}
{{#if suppression}}
alert.suppress = 1
alert.suppress.period = {{suppression.period}}
{{#if suppression.fields}}
alert.suppress.fields = {{line suppression.fields}}
{{/if}}
{{else}}
alert.suppress = 0
{{/if}}
action.correlationsearch.enabled = 1
action.correlationsearch.label = {{line name}}
action.correlationsearch.annotations = {{line annotations}}
action.correlationsearch.metadata = {{line metadata}}
action.notable = 1
action.notable.param.rule_title = {{line title}}
action.notable.param.rule_description = {{line longTitle}}
action.notable.param.security_domain = threat
action.notable.param.severity = {{severity.notable}}
{{#if notableFields}}
action.notable.param.nes_fields = {{line notableFields}}
{{/if}}
{{#if risk}}
action.risk = 1
action.risk.param._risk = {{line risk}}
action.risk.param._risk_message = {{line title}}
action.risk.param._risk_score = 0
action.risk.param.verbose = 0
{{/if}}
`;
