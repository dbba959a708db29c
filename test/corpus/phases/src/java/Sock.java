import java.net.*; import java.io.*;
/** first: the look at the settings; then a server and its client; last: write. */
public class Sock { public static void main(String[] a) throws Exception {
  if (new java.io.File("/opt/sample/etc/app.conf").length() == 0) return;
  try (ServerSocket s = new ServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})); Socket c = new Socket(s.getInetAddress(), s.getLocalPort()); Socket d = s.accept()) {
    c.getOutputStream().write(65); d.getInputStream().read(); }
  System.out.println("served"); } }
