// first: mkdir; last: a sleep
#include <filesystem>
#include <fstream>
#include <thread>
#include <chrono>
int main() { namespace f = std::filesystem; f::create_directory("/opt/sample/tmp/cppd");
  { std::ofstream o("/opt/sample/tmp/cppd/x"); o << std::string(3000, 'x'); }
  f::remove_all("/opt/sample/tmp/cppd"); std::this_thread::sleep_for(std::chrono::milliseconds(2)); }
