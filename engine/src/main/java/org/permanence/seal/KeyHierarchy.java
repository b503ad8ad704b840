package org.permanence.seal;

import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// The stored keys of all kinds. Each names the key that wraps it, up to the root key. Thread-safe.
final class KeyHierarchy {

    private static final String ROOT_PREFIX = "root/";
    private static final String NOTE_PREFIX = "moved/";

    /// Checkpoints of the audit log, which are no keys either.
    static final String CHECKPOINT_PREFIX = "checkpoint/";

    /// A stored key: the name of the key that wraps it, and the wrap.
    private record StoredKey(String parent, String wrap) {

        static StoredKey parse(String text) {
            String[] parts = text.split(" ", -1);
            if (parts.length != 2) {
                throw new SealException(
                        SealFailure.KEY_UNREADABLE, "key: malformed (expected: the name of a key and a wrap)");
            }
            return new StoredKey(parts[0], parts[1]);
        }

        byte[] wrapped() {
            try {
                return Base64.getUrlDecoder().decode(wrap);
            } catch (IllegalArgumentException bad) {
                throw new SealException(
                        SealFailure.KEY_UNREADABLE, "key: malformed (expected: the name of a key and a wrap)", bad);
            }
        }

        String format() {
            return parent + " " + wrap;
        }
    }

    private final KeyStore store;
    private final RootKey root;

    KeyHierarchy(KeyStore store, RootKey root) {
        this.store = store;
        this.root = root;
    }

    String rootName() {
        return ROOT_PREFIX + root.name();
    }

    /// Unwraps a key, passes it to `use`, then overwrites it.
    <T> T withKey(String name, Function<byte[], T> use) {
        byte[] key = unwrap(name);
        try {
            return use.apply(key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private synchronized byte[] unwrap(String name) {
        StoredKey stored = readKey(name);
        byte[] associatedData = associatedData(name, stored.parent());
        return stored.parent().equals(rootName())
                ? root.unwrap(stored.wrapped(), associatedData)
                : withKey(stored.parent(), key -> KeyWrap.unwrap(key, stored.wrapped(), associatedData));
    }

    /// Wraps and stores a secret, unless the name has one already. Overwrites `secret`.
    synchronized void create(String name, String parent, byte[] secret) {
        store.create(name, wrapUnder(name, parent, secret).format());
        Arrays.fill(secret, (byte) 0);
    }

    boolean has(String name) {
        return store.read(name).isPresent();
    }

    void destroy(String name) {
        store.destroy(name);
    }

    List<String> names(String path) {
        return store.names(path);
    }

    /// Stores a text that is not secret in the key store, so that it is in the same backups as the keys.
    void writeNote(String name, String text) {
        store.replace(NOTE_PREFIX + name, text);
    }

    /// The note with that name; empty if there is none.
    String readNote(String name) {
        return store.read(NOTE_PREFIX + name).orElse("");
    }

    /// Deletes all notes under a path.
    void removeNotes(String path) {
        store.names(NOTE_PREFIX + path).forEach(store::destroy);
    }

    /// The numbers of the keys under a path, ascending.
    List<Integer> numbers(String path) {
        return names(path).stream()
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .map(Integer::valueOf)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /// Wraps all keys of the matching parents by another key.
    synchronized void moveKeys(Predicate<String> from, String to) {
        for (String name : keyNames()) {
            StoredKey stored = readKey(name);
            if (from.test(stored.parent())) {
                withKey(name, key -> {
                    store.replace(name, wrapUnder(name, to, key).format());
                    return key.length;
                });
            }
        }
    }

    /// Wraps all keys of another root key by this one.
    ///
    /// @return the number of keys moved
    synchronized int moveFromRoot(RootKey other) {
        int moved = 0;
        for (String name : keyNames()) {
            StoredKey stored = readKey(name);
            if (stored.parent().equals(ROOT_PREFIX + other.name())) {
                byte[] key = other.unwrap(stored.wrapped(), associatedData(name, stored.parent()));
                store.replace(name, wrapUnder(name, rootName(), key).format());
                Arrays.fill(key, (byte) 0);
                moved++;
            }
        }
        return moved;
    }

    private List<String> keyNames() {
        return store.names("").stream()
                .filter(name -> !name.startsWith(NOTE_PREFIX) && !name.startsWith(CHECKPOINT_PREFIX))
                .toList();
    }

    private StoredKey wrapUnder(String name, String parent, byte[] secret) {
        byte[] associatedData = associatedData(name, parent);
        byte[] wrapped = parent.equals(rootName())
                ? root.wrap(secret, associatedData)
                : withKey(parent, key -> KeyWrap.wrap(key, secret, associatedData));
        return new StoredKey(parent, Primitives.base64(wrapped));
    }

    private StoredKey readKey(String name) {
        return StoredKey.parse(store.read(name)
                .orElseThrow(() -> new SealException(
                        SealFailure.KEY_GONE,
                        "key: " + name + " does not exist (expected: a key that was not destroyed)")));
    }

    private static byte[] associatedData(String name, String parent) {
        return KeyWrap.associatedData("kept key", name, parent);
    }
}
