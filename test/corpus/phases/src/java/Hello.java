/** first and last: one write. */
public class Hello { public static void main(String[] a) { System.out.println("hello"); } }
