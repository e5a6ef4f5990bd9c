import io.trino.plugin.hive.HivePlugin;
import io.trino.server.testing.TestingTrinoServer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * Serves Trino on a free loopback port, with the catalog that Athena calls AwsDataCatalog over local files. The argument is
 * the folder that stands for S3. Prints the server's URL as its one line of output, and ends with its standard input.
 */
public class Server {
  public static void main(String[] arguments) {
    // Trino's logging takes System.out over.
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
    int status = 0;
    try {
      TestingTrinoServer server = TestingTrinoServer.builder().setProperties(Map.of()).build();
      server.installPlugin(new HivePlugin());
      server.createCatalog("awsdatacatalog", "hive", Map.of(
          "hive.metastore", "file",
          "hive.metastore.catalog.dir", "local:///metastore",
          "fs.local.enabled", "true",
          "local.location", arguments[0],
          // As Athena does: projected partitions without a folder are empty, folders are read in depth.
          "hive.ignore-absent-partitions", "true",
          "hive.recursive-directories", "true",
          "hive.security", "allow-all"));
      out.println(server.getBaseUrl());
      while (System.in.read() >= 0) {}
    } catch (Throwable fault) {
      fault.printStackTrace();
      status = 1;
    }
    // The threads of a failed start would keep it alive.
    Runtime.getRuntime().exit(status);
  }
}
