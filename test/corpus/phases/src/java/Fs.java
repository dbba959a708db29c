import java.io.*;
/** first: mkdir; last: rmdir. */
public class Fs { public static void main(String[] a) throws IOException {
  File d = new File("/opt/sample/tmp/jd"); d.mkdir(); File f = new File(d, "x");
  try (FileOutputStream o = new FileOutputStream(f)) { o.write(new byte[100]); }
  f.renameTo(new File(d, "y")); new File(d, "y").delete(); d.delete(); } }
