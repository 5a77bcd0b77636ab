"""How much is read: the most of everything that a ticket, a file or a run may bring.

Each number is far above what the exports of trackers hold and low enough that a run stays
below 600 MB. What lies beyond is told in the report, as `docs/budgets.md` says for each.
Characters are code points, K and M are 1024 and 1024 * 1024.
"""

# A file. The largest exports seen are some hundred megabytes.
FILE_BYTES = 1024 * 1024 * 1024
# A report that is published; that of 50,000 usual tickets has some 200 MB.
REPORT_BYTES = 256 * 1024 * 1024
# Exports shrink to a tenth or a thirtieth; the most that deflate can do is 1032.
ZIP_RATIO, ZIP_FREE_BYTES = 200, 64 * 1024 * 1024
FAILURES_TOLD, FAILURES_READ = 100, 10_000
FOLDER_DEPTH = 100
# Files that are read with a ticket, such as the specs of a change.
SIBLING_FILES = 500

# A record: a line of JSON lines, an object of a list, a row, an item of XML. The largest
# ticket seen has 1.1 million characters; one of 10 MB has up to three times as many bytes as
# JSON. A JSON list costs 80 bytes for each 3 of text.
RECORD_BYTES = 32 * 1024 * 1024
RECORD_PARTS = 500_000
RECORD_DEPTH = 200

# A Markdown file, which is held as a whole.
MARKDOWN_CHARS = 16 * 1024 * 1024
MARKDOWN_HEADINGS = 100_000
FRONT_MATTER_CHARS, FRONT_MATTER_DEPTH = 64 * 1024, 20

# A ticket. Jira allows 255 characters of title and 32,767 of text, GitHub 65,536.
TITLE_CHARS = 200_000
FIELD_CHARS = 10 * 1024 * 1024
# Of the markup of a text: each line and each sign costs up to a tenth of a millisecond.
FIELD_LINES, FIELD_SIGNS = 20_000, 300_000
FACT_CHARS = 10_000
LIST_MEMBERS = 10_000
# Of the name of a field or column; names are kept to recognise them again.
NAME_CHARS = 500

# The prose of a ticket. The parser reads about 50,000 characters or 10,000 words a second, and a
# line that is short costs as much as one of eight words. Of 34,000 tickets of real backlogs
# that hold no log, one had more than 11,000 words and none more than 1,000 passages.
PROSE_CHARS, PROSE_WORDS, PROSE_PASSAGES = 100_000, 12_000, 3_000
PASSAGE_CHARS = 10_000
FINDINGS = 1_000

# A line is taken for a template's from so many tickets of a project on.
LEAST_TICKETS = 10

# The file of the cache; a usual result has three kilobytes.
CACHE_BYTES = 512 * 1024 * 1024

# What is worked on at a time.
BATCH_TICKETS, BATCH_CHARS = 50, 100_000
# Words, with their lemmas and shapes, that a process keeps from one batch to the next.
WORDS_LEARNT = 30_000
# 64 passages were fastest of 32, 64, 128 and 512 on real tickets. A character can be a
# word of its own, and a word takes some kilobytes while the networks look at it.
PIPE_PASSAGES, PIPE_CHARS = 64, 20_000
