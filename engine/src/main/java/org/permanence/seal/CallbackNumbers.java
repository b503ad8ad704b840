package org.permanence.seal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;

/// Closes the numbers of callers who are to be called back, under a key of the practice and of the day on which
/// they asked. A day's key is destroyed after [#KEY_DAYS]: from then on no copy of the database says who was to be
/// called.
public final class CallbackNumbers {

    /// How many days a key is kept: longer than anybody is to be called back, and no longer than backups.
    public static final int KEY_DAYS = 7;

    /// Whose number it is.
    public enum NumberOwner {
        PATIENT,
        PRACTICE
    }

    private final KeyChain keys;

    public CallbackNumbers(KeyChain keys) {
        this.keys = keys;
    }

    /// Closes a number for one callback, asked for at that moment.
    public SealedNumber seal(
            PracticeId practice, CallId callback, NumberOwner owner, PhoneNumber number, Instant requestedAt) {
        byte[] associatedData = associatedData(practice, callback, owner);
        return keys.withCallbackKey(practice, day(requestedAt), key -> SealedNumber.seal(key, number, associatedData));
    }

    /// Opens it for the same.
    ///
    /// @throws SealException `WRAP_REFUSED` for any other, and once the day's key is destroyed
    public PhoneNumber open(
            PracticeId practice, CallId callback, NumberOwner owner, SealedNumber sealed, Instant requestedAt) {
        byte[] associatedData = associatedData(practice, callback, owner);
        return keys.withCallbackKey(practice, day(requestedAt), key -> sealed.open(key, associatedData));
    }

    /// Whether what was closed then opens now: it does until its day's key is destroyed.
    public static boolean canBeOpened(Instant requestedAt, Instant now) {
        return !day(requestedAt).isBefore(day(now).minusDays(KEY_DAYS));
    }

    /// Destroys the keys of days that are long over.
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
