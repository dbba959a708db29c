import java.io.*;
/** first: the settings; runs a child; last: write. */
public class Kid { public static void main(String[] a) throws Exception {
  new File("/opt/sample/etc/app.conf").length();
  Process p = new ProcessBuilder("/bin/echo", "hi").start(); int n = p.getInputStream().read(); p.waitFor();
  System.out.println(n); } }
