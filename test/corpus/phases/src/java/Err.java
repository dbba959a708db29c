/** first: write to stdout; last: write to stderr, then System.exit. */
public class Err { public static void main(String[] a) { System.out.print("working\n"); System.err.print("failed\n"); System.exit(3); } }
