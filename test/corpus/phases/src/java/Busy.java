import java.io.*; import java.util.*;
/** computes and allocates before its first call. first: unlink; last: write. */
public class Busy { public static void main(String[] a) {
  Map<Integer, String> m = new HashMap<>(); long n = 0;
  for (int i = 0; i < 400000; i++) { m.put(i & 4095, "x" + i); n += m.size(); }
  new File("/opt/sample/tmp/keep").delete(); System.out.println(n); } }
