-- What the page of the day counts — published notices of each museum that are its own — is read without their words.
create index notice_standing on notice (museum_id, state, is_demo, source, ref);
