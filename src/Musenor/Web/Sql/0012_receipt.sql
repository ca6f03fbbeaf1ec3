-- A form that was taken: sent again (double click, request repeated by the network), it gets the same answer and changes nothing.
create table receipt (
    key      text primary key,
    form     text not null,
    answer   text not null,
    taken_at text not null
);
create index receipt_taken on receipt (taken_at);
