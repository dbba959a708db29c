// first: a UDP socket; last: changes the times of a file
using System; using System.Net; using System.Net.Sockets; using System.Text; using System.IO;
static class P { static int Main() {
  using (var a = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)) {
    a.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    var b = new byte[32];
    for (int i = 0; i < 5; i++) { a.SendTo(Encoding.ASCII.GetBytes("n" + i), a.LocalEndPoint); a.Receive(b); }
  }
  File.WriteAllText("/tmp/udp-cs.txt", "x");
  File.SetLastWriteTimeUtc("/tmp/udp-cs.txt", new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
  return 0; } }
