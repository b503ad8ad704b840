package org.permanence.seal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.permanence.privacy.PersonalText;

/// Encrypts the names of the people with an account, each under a key of its own. A former employee is erased by
/// destroying that key: the audit log knows them by their login and stays whole.
public final class PersonNames {

    /// The longest name, in bytes of UTF-8.
    public static final int MAX_BYTES = 200;

    private static final int BLOCK = 64;

    private final KeyChain keys;

    public PersonNames(KeyChain keys) {
        this.keys = keys;
    }

    /// Encrypts a name. Creates the person's key if there is none.
    ///
    /// @param person the person's id
    /// @throws IllegalArgumentException if the name is empty, longer than 200 bytes, or has control characters; the
    ///     message never contains the name
    public SealedName seal(String person, PersonalText name) {
        byte[] text = name.text().getBytes(StandardCharsets.UTF_8);
        if (text.length == 0 || text.length > MAX_BYTES || name.text().chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("name: " + text.length + " bytes, or control characters (expected: 1 to "
                    + MAX_BYTES + " bytes of one line)");
        }
        byte[] padded = Arrays.copyOf(text, Math.ceilDiv(text.length, BLOCK) * BLOCK);
        return new SealedName(Primitives.base64(
                keys.withPersonKey(person, key -> KeyWrap.wrap(key, padded, associatedData(person)))));
    }

    /// Decrypts a name; empty after [#erase].
    ///
    /// @throws SealException `WRAP_REFUSED` for the name of another person or an altered one
    public Optional<PersonalText> open(String person, SealedName sealed) {
        if (!keys.hasPersonKey(person)) {
            return Optional.empty();
        }
        byte[] padded = keys.withPersonKey(
                person,
                key -> KeyWrap.unwrap(key, Base64.getUrlDecoder().decode(sealed.text()), associatedData(person)));
        return Optional.of(new PersonalText(new String(padded, StandardCharsets.UTF_8).replace("\0", "")));
    }

    /// Destroys the key of a person's name, and replaces the key that wrapped it: a deleted key file may be found
    /// on the disk. No copy of the database reveals the name again.
    public void erase(String person) {
        keys.destroyPersonKey(person);
    }

    private static byte[] associatedData(String person) {
        return KeyWrap.associatedData("name", person);
    }
}
