package org.permanence.seal;

import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// The kept keys, whatever they are for. Each names the key it lies under, up to the root's. Safe for many threads.
final class KeptKeys {

    private static final String ROOT = "root/";
    private static final String NOTES = "moved/";

    /// A key as it is kept: under which other, and how.
    private record Kept(String under, String wrap) {

        static Kept parse(String written) {
            String[] parts = written.split(" ", -1);
            if (parts.length != 2) {
                throw new SealException(Refusal.KEY_UNREADABLE, "key: unreadable (expected: as it was kept)");
            }
            return new Kept(parts[0], parts[1]);
        }

        byte[] wrapped() {
            try {
                return Base64.getUrlDecoder().decode(wrap);
            } catch (IllegalArgumentException bad) {
                throw new SealException(Refusal.KEY_UNREADABLE, "key: unreadable (expected: as it was kept)", bad);
            }
        }

        String written() {
            return under + " " + wrap;
        }
    }

    private final KeyStore store;
    private final RootKey root;

    KeptKeys(KeyStore store, RootKey root) {
        this.store = store;
        this.root = root;
    }

    String rootName() {
        return ROOT + root.name();
    }

    /// Opens a key for as long as it is used.
    <T> T with(String name, Function<byte[], T> use) {
        byte[] key = opened(name);
        try {
            return use.apply(key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private synchronized byte[] opened(String name) {
        Kept kept = kept(name);
        byte[] bound = bound(name, kept.under());
        return kept.under().equals(rootName())
                ? root.unwrap(kept.wrapped(), bound)
                : with(kept.under(), key -> Wrap.open(key, kept.wrapped(), bound));
    }

    /// Keeps a secret under that name, unless there is one already: then that one stays.
    synchronized void make(String name, String under, byte[] secret) {
        store.create(name, lay(name, under, secret).written());
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

    /// Keeps what is no secret, beside the keys and with their backups.
    void note(String name, String text) {
        store.replace(NOTES + name, text);
    }

    /// What was noted under a name; nothing where nothing was.
    String noted(String name) {
        return store.read(NOTES + name).orElse("");
    }

    /// Takes away what was noted under a path.
    void forget(String path) {
        store.names(NOTES + path).forEach(store::destroy);
    }

    /// The numbers under a path, in order.
    List<Integer> numbers(String path) {
        return names(path).stream()
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .map(Integer::valueOf)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /// Lays every key that lies under one of those under another.
    synchronized void move(Predicate<String> from, String to) {
        for (String name : keys()) {
            Kept kept = kept(name);
            if (from.test(kept.under())) {
                with(name, key -> {
                    store.replace(name, lay(name, to, key).written());
                    return key.length;
                });
            }
        }
    }

    /// Lays every key that still lies under another root key under this one.
    synchronized int moveFrom(RootKey other) {
        int moved = 0;
        for (String name : keys()) {
            Kept kept = kept(name);
            if (kept.under().equals(ROOT + other.name())) {
                byte[] key = other.unwrap(kept.wrapped(), bound(name, kept.under()));
                store.replace(name, lay(name, rootName(), key).written());
                Arrays.fill(key, (byte) 0);
                moved++;
            }
        }
        return moved;
    }

    private List<String> keys() {
        return store.names("").stream().filter(name -> !name.startsWith(NOTES)).toList();
    }

    private Kept lay(String name, String under, byte[] secret) {
        byte[] bound = bound(name, under);
        byte[] wrapped = under.equals(rootName())
                ? root.wrap(secret, bound)
                : with(under, key -> Wrap.close(key, secret, bound));
        return new Kept(under, Primitives.base64(wrapped));
    }

    private Kept kept(String name) {
        return Kept.parse(store.read(name)
                .orElseThrow(() -> new SealException(
                        Refusal.KEY_GONE, "key: " + name + " is not there (expected: one that was not destroyed)")));
    }

    private static byte[] bound(String name, String under) {
        return Wrap.bound("kept key", name, under);
    }
}
