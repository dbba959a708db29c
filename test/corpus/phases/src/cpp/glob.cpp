// first: open in a global object's constructor; last: the unlink in its destructor
#include <fstream>
#include <string>
#include <unistd.h>
struct Config { std::string a; int f; Config() { std::ifstream i("/opt/sample/etc/app.conf"); std::getline(i, a); }
  ~Config() { ::unlink("/opt/sample/tmp/glob.out"); } };
static Config config;
int main() { std::ofstream o("/opt/sample/tmp/glob.out"); o << config.a << "\n"; o.close(); return 0; }
