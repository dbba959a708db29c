import java.io.*;
/** first: stat; three threads write files; last: unlink. */
public class Threads { public static void main(String[] a) throws Exception {
  if (!new File("/opt/sample/etc/app.conf").exists()) return;
  Thread[] t = new Thread[3];
  for (int i = 0; i < 3; i++) { final int k = i; t[i] = new Thread(() -> { try (FileWriter w = new FileWriter("/opt/sample/tmp/jt" + k)) { w.write("x"); } catch (IOException e) { } }); t[i].start(); }
  for (Thread x : t) x.join(); for (int i = 0; i < 3; i++) new File("/opt/sample/tmp/jt" + i).delete(); } }
