# first: the search for csv; reads data.tsv, writes a report; last: rename of it
import csv, os, sys
rows = list(csv.reader(open("/opt/sample/etc/data.tsv"), delimiter="\t"))
with open("/opt/sample/tmp/report.new", "w") as f:
    w = csv.writer(f)
    for r in rows:
        w.writerow([r[0], int(r[1]) + int(r[2])])
os.rename("/opt/sample/tmp/report.new", "/opt/sample/tmp/report.csv")
