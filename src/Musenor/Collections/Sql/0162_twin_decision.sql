-- What a person said of two notices: the same object whatever their numbers, or two objects in spite of them.
create table twin_decision (
    -- addresses, in the order of their characters
    one        text not null references notice (ref),
    other      text not null references notice (ref),
    is_same    boolean not null,
    decided_at text not null,
    primary key (one, other)
);
create index twin_decision_other on twin_decision (other);
