// first: opens a file that exists, for a query with a regular expression; last: removes a link
using System; using System.IO; using System.Linq; using System.Text.RegularExpressions;
static class P { static void Main() {
  var words = File.ReadLines("/etc/services").SelectMany(l => Regex.Matches(l, "[a-z]+").Cast<Match>().Select(m => m.Value));
  int n = words.GroupBy(w => w).Count(g => g.Count() > 1);
  File.WriteAllText("/tmp/words-cs.txt", n.ToString());
  File.Delete("/tmp/words-cs.txt"); } }
