import java.io.*;
/** first: open of the settings; last: write. */
public class ReadFile { public static void main(String[] a) throws IOException {
  int n = 0; try (BufferedReader r = new BufferedReader(new FileReader("/opt/sample/etc/app.conf"))) { while (r.readLine() != null) n++; }
  System.out.println(n); } }
