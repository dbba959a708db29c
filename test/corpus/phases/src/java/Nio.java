import java.nio.file.*; import java.util.*;
/** first: what Files looks at first; last: unlink in a shutdown hook. */
public class Nio { public static void main(String[] a) throws Exception {
  List<String> l = Files.readAllLines(Paths.get("/opt/sample/etc/app.conf"));
  Path p = Paths.get("/opt/sample/tmp/nio"); Files.write(p, l);
  Runtime.getRuntime().addShutdownHook(new Thread(() -> { try { Files.delete(p); } catch (java.io.IOException e) { } })); } }
