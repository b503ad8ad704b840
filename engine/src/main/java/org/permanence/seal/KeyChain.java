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

/// The keys of the installation, each wrapped by the one before: root, practice (with versions), bucket (a month of
/// a practice, with numbers), recording. Rotation wraps keys again and never touches audio. It may be interrupted
/// at any point and repeated. Thread-safe; only one process at a time may create and move keys.
public final class KeyChain {

    /// The key of a new recording, in clear and as the database stores it.
    public record NewKey(DataKey key, WrappedKey wrapped) {}

    private static final String PRACTICE = "practice/";
    private static final String BUCKET = "bucket/";
    private static final String PSEUDONYMS = "pseudonyms/";
    private static final String CALLBACKS = "callbacks/";
    private static final String APPROVALS = "approvals/";
    private static final String INSTALLATION_PSEUDONYMS = "installation/pseudonyms";
    private static final String PERSON = "person/";
    private static final String PERSONS = "installation/persons";
    private static final String TOTP_SEEDS = "installation/totp-seeds";
    private static final String DEVICE_COOKIES = "installation/device-cookies";
    private static final String CHALLENGES = "installation/challenges";

    private final KeyHierarchy hierarchy;

    public KeyChain(KeyStore store, RootKey root) {
        this.hierarchy = new KeyHierarchy(store, root);
    }

    KeyHierarchy hierarchy() {
        return hierarchy;
    }

    /// Creates the key of a recording that expires in that month.
    public NewKey create(PracticeId practice, RecordingId recording, YearMonth month) {
        BucketKeyId bucket = currentBucket(practice, month);
        var key = DataKey.generate();
        return new NewKey(
                key,
                hierarchy.withKey(BUCKET + bucket, bucketKey -> wrapUnder(bucketKey, bucket, recording, key.bytes())));
    }

    /// Unwraps the key of a recording. Only [KeyRelease] may call this.
    DataKey unwrap(RecordingId recording, WrappedKey wrapped) {
        WrappedKey current = currentWrap(recording, wrapped);
        return hierarchy.withKey(
                BUCKET + current.bucket(), bucketKey -> DataKey.of(unwrapUnder(bucketKey, recording, current)));
    }

    /// The current wrap of a recording's key. It differs from the database's if the key moved to another bucket and
    /// the database was then restored from an older backup. A key moves when another patient of that month is
    /// erased.
    private WrappedKey currentWrap(RecordingId recording, WrappedKey wrapped) {
        WrappedKey current = wrapped;
        Optional<WrappedKey> next = Optional.of(wrapped);
        while (next.isPresent() && !hierarchy.has(BUCKET + current.bucket())) {
            next = Optional.ofNullable(moves(current.bucket()).get(recording));
            current = next.orElse(current);
        }
        return current;
    }

    /// Creates a month's next bucket key, which new recordings use from now on. To erase a recording: [#rewrap] the
    /// keys of the others, store the result in the database, then [#destroy] the old bucket key.
    public synchronized BucketKeyId nextBucket(PracticeId practice, YearMonth month) {
        return createBucket(
                new BucketKeyId(practice, month, currentBucket(practice, month).number() + 1));
    }

    /// Wraps recordings' keys by another bucket key. No key leaves this class in clear.
    public Map<RecordingId, WrappedKey> rewrap(Map<RecordingId, WrappedKey> keys, BucketKeyId to) {
        return hierarchy.withKey(BUCKET + to, newKey -> {
            Map<RecordingId, WrappedKey> moved = new HashMap<>();
            keys.values().stream()
                    .map(WrappedKey::bucket)
                    .distinct()
                    .forEach(from -> hierarchy.withKey(BUCKET + from, oldKey -> {
                        keys.forEach((recording, wrapped) -> {
                            if (wrapped.bucket().equals(from)) {
                                byte[] key = unwrapUnder(oldKey, recording, wrapped);
                                moved.put(recording, wrapUnder(newKey, to, recording, key));
                                Arrays.fill(key, (byte) 0);
                            }
                        });
                        return moved;
                    }));
            keys.values().stream().map(WrappedKey::bucket).distinct().forEach(from -> noteMoves(from, keys, moved));
            return Map.copyOf(moved);
        });
    }

    /// Adds to the notes of earlier moves from the same key: a move may have been interrupted and repeated.
    private void noteMoves(BucketKeyId from, Map<RecordingId, WrappedKey> keys, Map<RecordingId, WrappedKey> moved) {
        Map<RecordingId, WrappedKey> all = new TreeMap<>(Comparator.comparing(RecordingId::value));
        all.putAll(moves(from));
        keys.forEach((recording, wrapped) -> {
            WrappedKey current = moved.get(recording);
            if (wrapped.bucket().equals(from) && current != null) {
                all.put(recording, current);
            }
        });
        hierarchy.writeNote(
                from.toString(),
                all.entrySet().stream()
                        .map(move -> "%s %s %s%n"
                                .formatted(
                                        move.getKey(),
                                        move.getValue().bucket(),
                                        move.getValue().wrap()))
                        .collect(Collectors.joining()));
    }

    private Map<RecordingId, WrappedKey> moves(BucketKeyId from) {
        return hierarchy
                .readNote(from.toString())
                .lines()
                .map(line -> line.split(" ", -1))
                .collect(Collectors.toMap(
                        words -> new RecordingId(words[0]),
                        words -> new WrappedKey(BucketKeyId.parse(words[1]), words[2])));
    }

    /// The bucket keys that are not destroyed.
    public List<BucketKeyId> buckets() {
        return hierarchy.names("bucket").stream()
                .map(name -> BucketKeyId.parse(name.substring(BUCKET.length())))
                .toList();
    }

    /// Destroys a bucket key. Everything that it still wraps can never be decrypted again from copies of files and
    /// database. Backups of the key store can still decrypt it until they are deleted.
    public void destroy(BucketKeyId bucket) {
        hierarchy.destroy(BUCKET + bucket);
        String month = bucket.practice() + "/" + bucket.month();
        if (hierarchy.numbers(BUCKET + month).isEmpty()) {
            hierarchy.removeNotes(month); // The keys that the notes lead to are destroyed.
        }
    }

    /// Creates a practice's next key, moves all keys from the old ones to it, and destroys the old ones.
    public synchronized void rotate(PracticeId practice) {
        rotate(PRACTICE + practice);
    }

    private void rotate(String path) {
        List<Integer> numbers = hierarchy.numbers(path);
        List<String> old = numbers.stream().map(number -> path + "/" + number).toList();
        String next = path + "/" + (numbers.isEmpty() ? 1 : numbers.getLast() + 1);
        hierarchy.create(next, hierarchy.rootName(), Primitives.random(Primitives.KEY_BYTES));
        hierarchy.moveKeys(old::contains, next);
        old.forEach(hierarchy::destroy);
    }

    /// Moves all keys that another root key still wraps to this chain's root key.
    ///
    /// @return the number of keys moved
    public synchronized int rotateRoot(RootKey from) {
        return hierarchy.moveFromRoot(from);
    }

    /// The practices that have a key of their pseudonyms.
    public List<PracticeId> practicesWithPseudonyms() {
        return hierarchy.names(PSEUDONYMS).stream()
                .map(name -> new PracticeId(name.substring(PSEUDONYMS.length())))
                .toList();
    }

    /// Destroys the key of a practice's pseudonyms. They can never be matched with numbers again.
    public void destroyPseudonyms(PracticeId practice) {
        hierarchy.destroy(PSEUDONYMS + practice);
    }

    <T> T withPseudonymKey(PracticeId practice, Function<byte[], T> use) {
        return withKeyOf(practice, PSEUDONYMS + practice, use);
    }

    /// Uses the key of the pseudonyms that all practices share.
    <T> T withInstallationPseudonymKey(Function<byte[], T> use) {
        return withKeyUnderRoot(INSTALLATION_PSEUDONYMS, use);
    }

    /// Uses the key that encrypts the seeds of one-time codes.
    <T> T withTotpKey(Function<byte[], T> use) {
        return withKeyUnderRoot(TOTP_SEEDS, use);
    }

    /// Uses the key that signs device cookies.
    <T> T withDeviceCookieKey(Function<byte[], T> use) {
        return withKeyUnderRoot(DEVICE_COOKIES, use);
    }

    /// Uses the key that signs challenges.
    <T> T withChallengeKey(Function<byte[], T> use) {
        return withKeyUnderRoot(CHALLENGES, use);
    }

    private <T> T withKeyUnderRoot(String name, Function<byte[], T> use) {
        if (!hierarchy.has(name)) {
            createUnderRoot(name);
        }
        return hierarchy.withKey(name, use);
    }

    /// Uses the key of a person's name. Creates it if there is none.
    <T> T withPersonKey(String person, Function<byte[], T> use) {
        if (!hasPersonKey(person)) {
            createPersonKey(PERSON + person);
        }
        return hierarchy.withKey(PERSON + person, use);
    }

    boolean hasPersonKey(String person) {
        return hierarchy.has(PERSON + person);
    }

    private synchronized void createPersonKey(String name) {
        if (hierarchy.numbers(PERSONS).isEmpty()) {
            rotate(PERSONS);
        }
        createUnder(PERSONS, name);
    }

    /// Destroys the key of a person's name, and moves the keys of the others to a new key.
    synchronized void destroyPersonKey(String person) {
        if (hasPersonKey(person)) {
            hierarchy.destroy(PERSON + person);
            rotate(PERSONS);
        }
    }

    private synchronized void createUnderRoot(String name) {
        if (!hierarchy.has(name)) {
            hierarchy.create(name, hierarchy.rootName(), Primitives.random(Primitives.KEY_BYTES));
        }
    }

    <T> T withCallbackKey(PracticeId practice, LocalDate day, Function<byte[], T> use) {
        return withKeyOf(practice, CALLBACKS + practice + "/" + day, use);
    }

    void destroyCallbackKeysBefore(LocalDate day) {
        destroyKeysOfDaysBefore(CALLBACKS, day);
    }

    /// Uses the key of the requests for a second person of one day.
    <T> T withApprovalKey(LocalDate day, Function<byte[], T> use) {
        return withKeyUnderRoot(APPROVALS + day, use);
    }

    void destroyApprovalKeysBefore(LocalDate day) {
        destroyKeysOfDaysBefore(APPROVALS, day);
    }

    private void destroyKeysOfDaysBefore(String path, LocalDate day) {
        hierarchy.names(path).stream()
                .filter(name -> LocalDate.parse(name.substring(name.lastIndexOf('/') + 1))
                        .isBefore(day))
                .forEach(hierarchy::destroy);
    }

    private <T> T withKeyOf(PracticeId practice, String name, Function<byte[], T> use) {
        if (!hierarchy.has(name)) {
            createUnderPractice(practice, name);
        }
        return hierarchy.withKey(name, use);
    }

    private synchronized BucketKeyId currentBucket(PracticeId practice, YearMonth month) {
        List<Integer> numbers = hierarchy.numbers(BUCKET + practice + "/" + month);
        return numbers.isEmpty()
                ? createBucket(new BucketKeyId(practice, month, 1))
                : new BucketKeyId(practice, month, numbers.getLast());
    }

    private BucketKeyId createBucket(BucketKeyId bucket) {
        createUnderPractice(bucket.practice(), BUCKET + bucket);
        return bucket;
    }

    private synchronized void createUnderPractice(PracticeId practice, String name) {
        if (hierarchy.numbers(PRACTICE + practice).isEmpty()) {
            rotate(practice);
        }
        createUnder(PRACTICE + practice, name);
    }

    /// Creates a key under the newest key of a path.
    private void createUnder(String path, String name) {
        int version = hierarchy.numbers(path).getLast();
        hierarchy.create(name, path + "/" + version, Primitives.random(Primitives.KEY_BYTES));
    }

    private static WrappedKey wrapUnder(byte[] bucketKey, BucketKeyId bucket, RecordingId recording, byte[] key) {
        return new WrappedKey(
                bucket, Primitives.base64(KeyWrap.wrap(bucketKey, key, associatedData(bucket, recording))));
    }

    private static byte[] unwrapUnder(byte[] bucketKey, RecordingId recording, WrappedKey wrapped) {
        return KeyWrap.unwrap(bucketKey, wrapped.bytes(), associatedData(wrapped.bucket(), recording));
    }

    private static byte[] associatedData(BucketKeyId bucket, RecordingId recording) {
        return KeyWrap.associatedData("data key", bucket.practice().value(), recording.value(), bucket.toString());
    }
}
