import java.io.PrintStream;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * Runs every query of a request folder on the Flink of the class path and writes what it answers.
 *
 * <p>Arguments: the request folder and the answer file. The folder holds {@code tables/*.sql} (one CREATE statement
 * each), and for each query {@code <name>.sql} and {@code <name>.settings} ({@code key=value} lines). The answer has one
 * JSON object a line: {@code {"name","columns":[[name,type]],"changes":[[kind,cell…]]}} or {@code {"name","error"}}.
 */
public final class AskFlink {
  public static void main(String[] args) throws Exception {
    Path request = Path.of(args[0]);
    List<String> tables = new ArrayList<>();
    for (Path file : sorted(request.resolve("tables"))) {
      tables.add(Files.readString(file));
    }
    try (PrintStream answers = new PrintStream(Files.newOutputStream(Path.of(args[1])), true, StandardCharsets.UTF_8)) {
      for (Path file : sorted(request)) {
        String name = file.getFileName().toString().replaceFirst("\\.sql$", "");
        long start = System.nanoTime();
        String answer = answer(name, tables, Files.readString(file), Files.readAllLines(request.resolve(name + ".settings")));
        answers.println(answer);
        System.out.printf("%s %d ms%n", name, (System.nanoTime() - start) / 1_000_000);
      }
    }
    System.exit(0);
  }

  private static List<Path> sorted(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
    }
  }

  private static String answer(String name, List<String> tables, String query, List<String> settings) {
    try {
      TableEnvironment environment = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
      for (String setting : settings) {
        int at = setting.indexOf('=');
        environment.getConfig().set(setting.substring(0, at), setting.substring(at + 1));
      }
      tables.forEach(environment::executeSql);
      return rowsOf(name, environment.executeSql(query));
    } catch (Throwable error) {
      return "{\"name\":" + json(name) + ",\"error\":" + json(causes(error)) + "}";
    }
  }

  private static String rowsOf(String name, TableResult result) throws Exception {
    List<String> columns = new ArrayList<>();
    for (Column column : result.getResolvedSchema().getColumns()) {
      columns.add("[" + json(column.getName()) + "," + json(typeText(column)) + "]");
    }
    List<String> changes = new ArrayList<>();
    try (CloseableIterator<Row> rows = result.collect()) {
      while (rows.hasNext()) {
        changes.add(change(rows.next()));
      }
    }
    return "{\"name\":" + json(name) + ",\"columns\":[" + String.join(",", columns) + "],\"changes\":["
        + String.join(",", changes) + "]}";
  }

  /** Without the mark that a column is a time attribute. */
  private static String typeText(Column column) {
    return column.getDataType().getLogicalType().asSummaryString().replaceFirst(" \\*(ROW|PROC)TIME\\*", "");
  }

  private static String change(Row row) {
    List<String> cells = new ArrayList<>();
    cells.add(json(row.getKind().shortString()));
    for (int i = 0; i < row.getArity(); i++) {
      Object value = row.getField(i);
      cells.add(value == null ? "null" : json(text(value)));
    }
    return "[" + String.join(",", cells) + "]";
  }

  /** Java's own text; of arrays, maps and rows with their contents, maps in the order of their keys' texts. */
  private static String text(Object value) {
    if (value == null) {
      return "null";
    }
    if (value.getClass().isArray()) {
      List<String> elements = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        elements.add(text(Array.get(value, i)));
      }
      return "[" + String.join(", ", elements) + "]";
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, String> entries = new TreeMap<>();
      map.forEach((key, of) -> entries.put(text(key), text(of)));
      List<String> texts = new ArrayList<>();
      entries.forEach((key, of) -> texts.add(key + "=" + of));
      return "{" + String.join(", ", texts) + "}";
    }
    if (value instanceof Row row) {
      List<String> fields = new ArrayList<>();
      for (int i = 0; i < row.getArity(); i++) {
        fields.add(text(row.getField(i)));
      }
      return "+I[" + String.join(", ", fields) + "]";
    }
    return value.toString();
  }

  private static String causes(Throwable error) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      text.append(text.isEmpty() ? "" : " <- ").append(cause.getMessage());
    }
    return text.toString();
  }

  private static String json(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
