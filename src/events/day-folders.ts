/** Days as CloudTrail names its folders, `yyyy/MM/dd` in UTC, both included. */
export interface DayRange {
  readonly first: string;
  readonly last: string;
}

/**
 * CloudTrail delivers to `…/CloudTrail/<region>/<yyyy>/<MM>/<dd>/`. Only there is a folder of digits surely a year, month or day.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
const DAY_FOLDER = /[/\\]CloudTrail[/\\][a-z0-9-]+[/\\](\d{4}(?:[/\\]\d\d){0,2})$/;

/** Whether all logs below an absolute path are of other days. */
export function isOutside(folder: string, { first, last }: DayRange): boolean {
  const day = DAY_FOLDER.exec(folder)?.[1]?.replaceAll('\\', '/');
  return day !== undefined && (day < first.slice(0, day.length) || day > last.slice(0, day.length));
}
