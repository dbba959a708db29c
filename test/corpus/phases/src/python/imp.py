# first: the search for json; last: write
import json
with open("/opt/sample/etc/app.json") as f:
    d = json.load(f)
print(d["name"], sum(d["list"]))
