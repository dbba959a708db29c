module demo { }
