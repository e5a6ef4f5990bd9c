import static java.nio.charset.StandardCharsets.UTF_8;

import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Base64;

/** Parses a statement a line, in Base64 within quotes; answers each by null or by the parser's error in Base64, as JSON. */
public class Parser {
  public static void main(String[] arguments) throws Exception {
    SqlParser parser = new SqlParser();
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String sql = new String(Base64.getDecoder().decode(line.replace("\"", "")), UTF_8);
      String answer = "null";
      try {
        parser.createStatement(sql);
      } catch (ParsingException fault) {
        answer = "\"" + Base64.getEncoder().encodeToString(fault.getMessage().getBytes(UTF_8)) + "\"";
      }
      System.out.println(answer);
    }
  }
}
