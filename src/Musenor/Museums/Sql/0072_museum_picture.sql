-- One photograph of the museum, on its practical page: the file is the Files room's, the words are the museum's.
alter table museum_practical add column picture_file    text;
alter table museum_practical add column picture_width   integer not null default 0;
alter table museum_practical add column picture_height  integer not null default 0;
alter table museum_practical add column picture_alt     text not null default '';
alter table museum_practical add column picture_credit  text not null default '';
alter table museum_practical add column picture_version bigint not null default 0;
