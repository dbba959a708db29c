// first: stat of a file that exists; last: unlink
using System; using System.IO;
static class P { static int Main(string[] a) {
  if (!File.Exists("/etc/hostname")) return 9;
  string s = File.ReadAllText("/etc/hostname");
  string p = Path.Combine(Path.GetTempPath(), "files-cs.txt");
  File.WriteAllText(p, s + s.Length);
  foreach (string f in Directory.GetFiles("/etc/apt")) s += f;
  File.Delete(p);
  return 0; } }
