-- The notices of the museum are fetched from the national base first: the request has its file once they are here.
alter table import_request add column is_national boolean not null default false;
