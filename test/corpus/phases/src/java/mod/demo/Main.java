package demo;
import java.io.*;
/** first: mkdir; last: write. */
public class Main { public static void main(String[] a) { new File("/opt/sample/tmp/jm").mkdir(); System.out.println("module"); } }
