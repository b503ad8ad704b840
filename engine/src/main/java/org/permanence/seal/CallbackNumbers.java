package org.permanence.seal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;

/// Closes the numbers of callers who are to be called back, under a key of the practice and of the day on which
/// they asked. A day's key is destroyed after [#DAYS]: from then on no copy of the database says who was to be
/// called.
public final class CallbackNumbers {

    /// How many days a key is kept: longer than anybody is to be called back, and no longer than backups.
    public static final int DAYS = 7;

    /// Whose number it is.
    public enum Whose {
        PATIENT,
        PRACTICE
    }

    private final KeyChain keys;

    public CallbackNumbers(KeyChain keys) {
        this.keys = keys;
    }

    /// Closes a number for one callback, asked for at that moment.
    public SealedNumber close(PracticeId practice, CallId callback, Whose whose, PhoneNumber number, Instant asked) {
        byte[] bound = bound(practice, callback, whose);
        return keys.withCallbackKey(practice, day(asked), key -> SealedNumber.close(key, number, bound));
    }

    /// Opens it for the same.
    ///
    /// @throws SealException `WRAP_REFUSED` for any other, and once the day's key is destroyed
    public PhoneNumber open(PracticeId practice, CallId callback, Whose whose, SealedNumber sealed, Instant asked) {
        byte[] bound = bound(practice, callback, whose);
        return keys.withCallbackKey(practice, day(asked), key -> sealed.open(key, bound));
    }

    /// Whether what was closed then opens now: it does until its day's key is destroyed.
    public static boolean opens(Instant asked, Instant now) {
        return !day(asked).isBefore(day(now).minusDays(DAYS));
    }

    /// Destroys the keys of days that are long over.
    public void destroyOld(Instant now) {
        keys.destroyCallbackKeysBefore(day(now).minusDays(DAYS));
    }

    private static LocalDate day(Instant asked) {
        return LocalDate.ofInstant(asked, ZoneOffset.UTC);
    }

    private static byte[] bound(PracticeId practice, CallId callback, Whose whose) {
        return Wrap.bound(
                "callback", practice.value(), callback.value(), whose.name().toLowerCase(Locale.ROOT));
    }
}
