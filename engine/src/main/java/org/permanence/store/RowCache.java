package org.permanence.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One team's rows of one table: the current rows, the stored state of changed rows, and their state before the
/// current task. Used by one thread at a time, the one that holds the team's lock.
///
/// @param <K> the table's key
/// @param <V> a row
final class RowCache<K, V> {

    /// Writes rows to the database. No list is empty.
    interface RowWriter<V> {

        void insert(List<V> rows);

        /// Updates rows with keys that the team already has.
        void update(List<V> rows);

        void delete(List<V> rows);
    }

    /// A row of the team, or one that it has handed over to another team.
    private record RowState<V>(Optional<V> own, Optional<V> handedOver) {

        Optional<V> row() {
            return own.or(() -> handedOver);
        }
    }

    private final Function<V, K> key;
    private final Map<K, V> current = new LinkedHashMap<>();
    private final Map<K, V> handedOver = new LinkedHashMap<>();
    private final Map<K, Optional<V>> stored = new LinkedHashMap<>();
    private final Map<K, RowState<V>> beforeTask = new LinkedHashMap<>();

    /// A copy of `current` until it changes: a team may have a thousand rows, and a task reads them several times.
    private @Nullable List<V> allRows;

    RowCache(List<V> loaded, Function<V, K> key) {
        this.key = key;
        loaded.forEach(row -> current.put(key.apply(row), row));
    }

    List<V> allRows() {
        if (allRows == null) {
            allRows = List.copyOf(current.values());
        }
        return allRows;
    }

    Optional<V> row(K rowKey) {
        return Optional.ofNullable(current.get(rowKey));
    }

    /// The row as handed over to another team in this transaction.
    Optional<V> handedOver(K rowKey) {
        return Optional.ofNullable(handedOver.get(rowKey));
    }

    void put(V row) {
        K rowKey = key.apply(row);
        rememberState(rowKey);
        current.put(rowKey, row);
    }

    void remove(K rowKey) {
        rememberState(rowKey);
        current.remove(rowKey);
    }

    /// Removes the row from this team; another team has it from the commit on.
    void handOver(V row) {
        remove(key.apply(row));
        handedOver.put(key.apply(row), row);
    }

    private void rememberState(K rowKey) {
        allRows = null;
        RowState<V> state = state(rowKey);
        beforeTask.putIfAbsent(rowKey, state);
        stored.putIfAbsent(rowKey, state.own());
    }

    private RowState<V> state(K rowKey) {
        return new RowState<>(row(rowKey), handedOver(rowKey));
    }

    /// Keeps the changes of the task.
    void acceptChanges() {
        beforeTask.clear();
    }

    /// Discards the changes of the task.
    void rollBackChanges() {
        allRows = null;
        beforeTask.forEach((rowKey, original) -> {
            set(current, rowKey, original.own());
            set(handedOver, rowKey, original.handedOver());
        });
        beforeTask.clear();
    }

    private static <K, V> void set(Map<K, V> map, K key, Optional<V> value) {
        value.ifPresentOrElse(row -> map.put(key, row), () -> map.remove(key));
    }

    /// Writes the changes since the last write.
    ///
    /// @return whether there were any
    boolean write(RowWriter<V> writer) {
        List<V> toDelete = new ArrayList<>();
        List<V> toInsert = new ArrayList<>();
        List<V> toUpdate = new ArrayList<>();
        stored.forEach((rowKey, original) -> {
            Optional<V> latest = state(rowKey).row();
            if (latest.isEmpty()) {
                original.ifPresent(toDelete::add);
            } else if (!original.equals(latest)) {
                (original.isEmpty() ? toInsert : toUpdate).add(latest.get());
            }
        });
        stored.clear();
        handedOver.clear();
        boolean deleted = writeAll(toDelete, writer::delete);
        boolean inserted = writeAll(toInsert, writer::insert);
        boolean updated = writeAll(toUpdate, writer::update);
        return deleted || inserted || updated;
    }

    private static <V> boolean writeAll(List<V> rows, Consumer<List<V>> statement) {
        if (rows.isEmpty()) {
            return false;
        }
        statement.accept(rows);
        return true;
    }
}
