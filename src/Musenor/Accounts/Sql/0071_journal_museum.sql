-- The last activity of a museum, for the page of the day.
create index journal_museum on journal (museum_id, at);
