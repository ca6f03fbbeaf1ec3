-- Address of a concept on the web, where the list that was loaded tells one; LIDO and EDM name terms by it.
alter table vocabulary_term add column uri text not null default '';
