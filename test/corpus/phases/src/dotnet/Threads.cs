// first: mkdir; last: rmdir, then Environment.Exit
using System; using System.IO; using System.Threading; using System.Collections.Generic;
static class P { static void Main() {
  Directory.CreateDirectory("/tmp/threads-cs");
  var ts = new List<Thread>(); for (int i = 0; i < 4; i++) { int k = i; var t = new Thread(() => { var l = new List<byte[]>(); for (int j = 0; j < 300; j++) { l.Add(new byte[20000]); if (j % 50 == 0) { l.Clear(); Thread.Sleep(2); } } }); t.Start(); ts.Add(t); }
  foreach (var t in ts) t.Join();
  GC.Collect(); GC.WaitForPendingFinalizers();
  Directory.Delete("/tmp/threads-cs");
  Environment.Exit(3); } }
