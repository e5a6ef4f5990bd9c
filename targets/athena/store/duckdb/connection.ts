/** CloudTrail's logs on this machine, as they lie in S3. */
export interface FolderConnection {
  /** Files and folders. Of `…/CloudTrail/<region>/yyyy/MM/dd/` only the days of the window are read. */
  readonly paths: readonly string[];
}
