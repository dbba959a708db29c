# first: the search for sqlite3; last: the unlink of the database
import sqlite3, os
c = sqlite3.connect("/opt/sample/tmp/app.db")
c.execute("create table t(a, b)")
c.executemany("insert into t values(?, ?)", [(i, i * i) for i in range(10)])
c.commit()
c.execute("select sum(b) from t").fetchone()
c.close()
os.unlink("/opt/sample/tmp/app.db")
