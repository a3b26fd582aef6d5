"""Reading: a page of the archive becomes six frames. Nothing here counts, draws or interprets.

============  ======================================================================
pages         files on disk become pages of lines; ``html`` makes lines of markup
signals       what a line shows, wherever it shows it: label, day, person, act, title, number
dates         what a printed day can mean, and which day the archive's order leaves
people        phrases become persons and their affiliations
reports       a page becomes posts, and each post a report: roles of lines, mentions, statements
duplicates    a post that appears on two pages is one report
appearances   the persons of each seminar, and the facts of its lines that no frame holds
schema        the columns of the frames
corpus        reports become the frames; ``load_corpus`` is the way in
============  ======================================================================
"""
