package org.permanence.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What one table says of one team: the rows as they are now, what those that were changed are in the database, and
/// what
/// they were before the piece of work that is being done. Used by one thread at a time, the one that holds the team's
/// lock.
///
/// @param <K> the table's key
/// @param <V> a row
final class Rows<K, V> {

    /// How rows go to the database. None of the lists is empty.
    interface Table<V> {

        void insert(List<V> rows);

        /// The team has rows of these keys.
        void update(List<V> rows);

        void delete(List<V> rows);
    }

    /// A row of the team, or one that it has given to another.
    private record Seen<V>(Optional<V> own, Optional<V> given) {

        Optional<V> row() {
            return own.or(() -> given);
        }
    }

    private final Function<V, K> key;
    private final Map<K, V> now = new LinkedHashMap<>();
    private final Map<K, V> given = new LinkedHashMap<>();
    private final Map<K, Optional<V>> written = new LinkedHashMap<>();
    private final Map<K, Seen<V>> before = new LinkedHashMap<>();

    /// A copy of `now`, until that changes: a team may have a thousand rows, and a piece of work looks several times.
    private @Nullable List<V> all;

    Rows(List<V> read, Function<V, K> key) {
        this.key = key;
        read.forEach(row -> now.put(key.apply(row), row));
    }

    List<V> all() {
        if (all == null) {
            all = List.copyOf(now.values());
        }
        return all;
    }

    Optional<V> row(K wanted) {
        return Optional.ofNullable(now.get(wanted));
    }

    /// The row as it goes to another team, where this one gives it away in this transaction.
    Optional<V> givenAway(K wanted) {
        return Optional.ofNullable(given.get(wanted));
    }

    void put(V row) {
        K its = key.apply(row);
        keepWhatWas(its);
        now.put(its, row);
    }

    void remove(K gone) {
        keepWhatWas(gone);
        now.remove(gone);
    }

    /// The row is another team's from here on.
    void give(V row) {
        remove(key.apply(row));
        given.put(key.apply(row), row);
    }

    private void keepWhatWas(K changed) {
        all = null;
        Seen<V> seen = seen(changed);
        before.putIfAbsent(changed, seen);
        written.putIfAbsent(changed, seen.own());
    }

    private Seen<V> seen(K wanted) {
        return new Seen<>(row(wanted), givenAway(wanted));
    }

    /// The piece of work is done: what it changed stays.
    void keep() {
        before.clear();
    }

    /// Makes the rows what they were before the piece of work.
    void undo() {
        all = null;
        before.forEach((changed, was) -> {
            set(now, changed, was.own());
            set(given, changed, was.given());
        });
        before.clear();
    }

    private static <K, V> void set(Map<K, V> map, K key, Optional<V> value) {
        value.ifPresentOrElse(row -> map.put(key, row), () -> map.remove(key));
    }

    /// Writes what was changed since the last time.
    ///
    /// @return whether anything was
    boolean write(Table<V> table) {
        List<V> gone = new ArrayList<>();
        List<V> fresh = new ArrayList<>();
        List<V> changed = new ArrayList<>();
        written.forEach((its, was) -> {
            Optional<V> is = seen(its).row();
            if (is.isEmpty()) {
                was.ifPresent(gone::add);
            } else if (!was.equals(is)) {
                (was.isEmpty() ? fresh : changed).add(is.get());
            }
        });
        written.clear();
        given.clear();
        boolean deleted = any(gone, table::delete);
        boolean inserted = any(fresh, table::insert);
        boolean updated = any(changed, table::update);
        return deleted || inserted || updated;
    }

    private static <V> boolean any(List<V> rows, Consumer<List<V>> statement) {
        if (rows.isEmpty()) {
            return false;
        }
        statement.accept(rows);
        return true;
    }
}
