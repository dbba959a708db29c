// a global vector takes 2 MB before main. first: mmap of 2,000,000 bytes; last: futimens or rename
#include <vector>
#include <cstdio>
#include <string>
static std::vector<char> buffer(2000000);
int main() { std::string a = "/opt/sample/tmp/keep"; rename(a.c_str(), (a + "2").c_str()); return buffer[3]; }
