package org.permanence.seal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;

/// Encrypts the numbers of callers who asked for a callback, under a key of the practice and the day of the
/// request. A day's key is destroyed after [#KEY_DAYS]. From then on no copy of the database reveals who asked.
public final class CallbackNumbers {

    /// How many days a key is kept: longer than any callback may take, and not longer than backups.
    public static final int KEY_DAYS = 7;

    /// The owner of a number.
    public enum NumberOwner {
        PATIENT,
        PRACTICE
    }

    private final KeyChain keys;

    public CallbackNumbers(KeyChain keys) {
        this.keys = keys;
    }

    /// Encrypts the number of one callback request.
    public SealedNumber seal(
            PracticeId practice, CallId callback, NumberOwner owner, PhoneNumber number, Instant requestedAt) {
        byte[] associatedData = associatedData(practice, callback, owner);
        return keys.withCallbackKey(practice, day(requestedAt), key -> SealedNumber.seal(key, number, associatedData));
    }

    /// Decrypts a number for the callback it was encrypted for.
    ///
    /// @throws SealException `WRAP_REFUSED` for any other callback, and after the day's key was destroyed
    public PhoneNumber open(
            PracticeId practice, CallId callback, NumberOwner owner, SealedNumber sealed, Instant requestedAt) {
        byte[] associatedData = associatedData(practice, callback, owner);
        return keys.withCallbackKey(practice, day(requestedAt), key -> sealed.open(key, associatedData));
    }

    /// Whether the key of that day still exists.
    public static boolean canBeOpened(Instant requestedAt, Instant now) {
        return !day(requestedAt).isBefore(day(now).minusDays(KEY_DAYS));
    }

    /// Destroys the keys of days more than [#KEY_DAYS] ago.
    public void destroyExpiredKeys(Instant now) {
        keys.destroyCallbackKeysBefore(day(now).minusDays(KEY_DAYS));
    }

    private static LocalDate day(Instant requestedAt) {
        return LocalDate.ofInstant(requestedAt, ZoneOffset.UTC);
    }

    private static byte[] associatedData(PracticeId practice, CallId callback, NumberOwner owner) {
        return KeyWrap.associatedData(
                "callback", practice.value(), callback.value(), owner.name().toLowerCase(Locale.ROOT));
    }
}
