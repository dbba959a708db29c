# first: the search for json; last: close of the file written
require 'json'
d = JSON.parse(File.read("/opt/sample/etc/app.json"))
File.open("/opt/sample/tmp/rb.out", "w") { |f| f.puts d["name"] }
