import java.io.*;
/** A static initializer acts before main. first: mkdir; last: rename. */
public class Init { static final File D = new File("/opt/sample/tmp/ji"); static { D.mkdir(); }
  public static void main(String[] a) { D.renameTo(new File("/opt/sample/tmp/jj")); } }
