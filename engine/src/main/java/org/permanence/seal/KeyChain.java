package org.permanence.seal;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.permanence.practice.PracticeId;

/// The keys of the house, each under the next: root, practice (with versions), bucket (a practice's month, with
/// numbers), and the recording's own. Rotation moves keys from one to another and never touches sound; it may be
/// cut anywhere and done again. Safe for many threads; of processes, only one at a time makes and moves keys.
public final class KeyChain {

    /// What a new recording is sealed with, and what the database keeps of it.
    public record NewKey(DataKey key, WrappedKey wrapped) {}

    private static final String PRACTICE = "practice/";
    private static final String BUCKET = "bucket/";
    private static final String PSEUDONYMS = "pseudonyms/";
    private static final String CALLBACKS = "callbacks/";

    private final KeptKeys kept;

    public KeyChain(KeyStore store, RootKey root) {
        this.kept = new KeptKeys(store, root);
    }

    KeptKeys kept() {
        return kept;
    }

    /// A key for a recording that ends in that month.
    public NewKey create(PracticeId practice, RecordingId recording, YearMonth month) {
        BucketKeyId bucket = current(practice, month);
        var key = DataKey.fresh();
        return new NewKey(key, kept.with(BUCKET + bucket, under -> close(under, bucket, recording, key.bytes())));
    }

    /// The only way in is [KeyRelease].
    DataKey unwrap(RecordingId recording, WrappedKey wrapped) {
        WrappedKey now = moved(recording, wrapped);
        return kept.with(BUCKET + now.under(), under -> DataKey.of(open(under, recording, now)));
    }

    /// Where a recording's key lies now, for a copy of the book from before it was moved: when another patient of
    /// the month was erased, and the database was brought back from yesterday.
    private WrappedKey moved(RecordingId recording, WrappedKey wrapped) {
        WrappedKey now = wrapped;
        Optional<WrappedKey> next = Optional.of(wrapped);
        while (next.isPresent() && !kept.has(BUCKET + now.under())) {
            next = Optional.ofNullable(moves(now.under()).get(recording));
            now = next.orElse(now);
        }
        return now;
    }

    /// Begins to clear a month: from now on its new recordings lie under a key of the next number. Then [#rewrap]
    /// what stays, keep what that gives in the database, and [#destroy] the old key.
    public synchronized BucketKeyId renew(PracticeId practice, YearMonth month) {
        return make(new BucketKeyId(practice, month, current(practice, month).number() + 1));
    }

    /// Moves recordings' keys to another bucket key. Nothing comes out in clear.
    public Map<RecordingId, WrappedKey> rewrap(Map<RecordingId, WrappedKey> stay, BucketKeyId to) {
        return kept.with(BUCKET + to, fresh -> {
            Map<RecordingId, WrappedKey> moved = new HashMap<>();
            stay.values().stream()
                    .map(WrappedKey::under)
                    .distinct()
                    .forEach(from -> kept.with(BUCKET + from, old -> {
                        stay.forEach((recording, wrapped) -> {
                            if (wrapped.under().equals(from)) {
                                byte[] key = open(old, recording, wrapped);
                                moved.put(recording, close(fresh, to, recording, key));
                                Arrays.fill(key, (byte) 0);
                            }
                        });
                        return moved;
                    }));
            stay.values().stream().map(WrappedKey::under).distinct().forEach(from -> note(from, stay, moved));
            return Map.copyOf(moved);
        });
    }

    /// What was noted before of the same key stays: the move may have been cut, and begun again with what was left.
    private void note(BucketKeyId from, Map<RecordingId, WrappedKey> stay, Map<RecordingId, WrappedKey> moved) {
        Map<RecordingId, WrappedKey> all = new TreeMap<>(Comparator.comparing(RecordingId::value));
        all.putAll(moves(from));
        stay.forEach((recording, wrapped) -> {
            WrappedKey now = moved.get(recording);
            if (wrapped.under().equals(from) && now != null) {
                all.put(recording, now);
            }
        });
        kept.note(
                from.toString(),
                all.entrySet().stream()
                        .map(move -> "%s %s %s%n"
                                .formatted(
                                        move.getKey(),
                                        move.getValue().under(),
                                        move.getValue().wrap()))
                        .collect(Collectors.joining()));
    }

    private Map<RecordingId, WrappedKey> moves(BucketKeyId from) {
        return kept.noted(from.toString())
                .lines()
                .map(line -> line.split(" ", -1))
                .collect(Collectors.toMap(
                        words -> new RecordingId(words[0]),
                        words -> new WrappedKey(BucketKeyId.parse(words[1]), words[2])));
    }

    /// The keys of practices' months that are not destroyed.
    public List<BucketKeyId> buckets() {
        return kept.names("bucket").stream()
                .map(name -> BucketKeyId.parse(name.substring(BUCKET.length())))
                .toList();
    }

    /// Everything still under this key is unreadable from now on, in every copy of files and database; together
    /// with a copy of the key store, once that is gone too.
    public void destroy(BucketKeyId bucket) {
        kept.destroy(BUCKET + bucket);
        String month = bucket.practice() + "/" + bucket.month();
        if (kept.numbers(BUCKET + month).isEmpty()) {
            kept.forget(month); // Nothing that was moved leads anywhere any more.
        }
    }

    /// Makes a practice's next key, moves what lies under the old ones, and destroys those.
    public synchronized void rotate(PracticeId practice) {
        String path = PRACTICE + practice;
        List<Integer> numbers = kept.numbers(path);
        List<String> old = numbers.stream().map(number -> path + "/" + number).toList();
        String next = path + "/" + (numbers.isEmpty() ? 1 : numbers.getLast() + 1);
        kept.make(next, kept.rootName(), Primitives.random(Primitives.KEY_BYTES));
        kept.move(old::contains, next);
        old.forEach(kept::destroy);
    }

    /// Moves everything that still lies under another root key to this chain's.
    ///
    /// @return how many keys
    public synchronized int rotateRoot(RootKey from) {
        return kept.moveFrom(from);
    }

    /// Who the pseudonyms of a practice's log stand for cannot be found out again, by anybody.
    public void destroyPseudonyms(PracticeId practice) {
        kept.destroy(PSEUDONYMS + practice);
    }

    <T> T withPseudonymKey(PracticeId practice, Function<byte[], T> use) {
        return withKeyOf(practice, PSEUDONYMS + practice, use);
    }

    <T> T withCallbackKey(PracticeId practice, LocalDate day, Function<byte[], T> use) {
        return withKeyOf(practice, CALLBACKS + practice + "/" + day, use);
    }

    void destroyCallbackKeysBefore(LocalDate day) {
        kept.names(CALLBACKS).stream()
                .filter(name -> LocalDate.parse(name.substring(name.lastIndexOf('/') + 1))
                        .isBefore(day))
                .forEach(kept::destroy);
    }

    private <T> T withKeyOf(PracticeId practice, String name, Function<byte[], T> use) {
        if (!kept.has(name)) {
            makeUnder(practice, name);
        }
        return kept.with(name, use);
    }

    private synchronized BucketKeyId current(PracticeId practice, YearMonth month) {
        List<Integer> numbers = kept.numbers(BUCKET + practice + "/" + month);
        return numbers.isEmpty()
                ? make(new BucketKeyId(practice, month, 1))
                : new BucketKeyId(practice, month, numbers.getLast());
    }

    private BucketKeyId make(BucketKeyId bucket) {
        makeUnder(bucket.practice(), BUCKET + bucket);
        return bucket;
    }

    private synchronized void makeUnder(PracticeId practice, String name) {
        if (kept.numbers(PRACTICE + practice).isEmpty()) {
            rotate(practice);
        }
        int version = kept.numbers(PRACTICE + practice).getLast();
        kept.make(name, PRACTICE + practice + "/" + version, Primitives.random(Primitives.KEY_BYTES));
    }

    private static WrappedKey close(byte[] under, BucketKeyId bucket, RecordingId recording, byte[] key) {
        return new WrappedKey(bucket, Primitives.base64(Wrap.close(under, key, bound(bucket, recording))));
    }

    private static byte[] open(byte[] under, RecordingId recording, WrappedKey wrapped) {
        return Wrap.open(under, wrapped.bytes(), bound(wrapped.under(), recording));
    }

    private static byte[] bound(BucketKeyId bucket, RecordingId recording) {
        return Wrap.bound("data key", bucket.practice().value(), recording.value(), bucket.toString());
    }
}
