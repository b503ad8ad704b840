package org.permanence.seal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import org.permanence.access.SealedText;

/// Encrypts the parameters of requests for a second person, such as a patient's number, under a key of the day.
/// A request lives an hour at most. The key is destroyed two days later: from then on no copy of the database
/// reveals the parameters. The length is hidden to within 64 bytes.
public final class ApprovalSealer {

    /// How many days a key is kept.
    private static final int KEY_DAYS = 2;

    private static final int BLOCK = 64;

    private final KeyChain keys;

    public ApprovalSealer(KeyChain keys) {
        this.keys = keys;
    }

    /// Encrypts the parameters of one request.
    ///
    /// @param parameters without NUL characters
    public SealedText seal(String request, Instant askedAt, String parameters) {
        byte[] text = parameters.getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(text, Math.ceilDiv(text.length, BLOCK) * BLOCK);
        return new SealedText(Primitives.base64(
                keys.withApprovalKey(day(askedAt), key -> KeyWrap.wrap(key, padded, associatedData(request)))));
    }

    /// Decrypts the parameters of a request.
    ///
    /// @throws SealException `WRAP_REFUSED` for those of another request or altered ones
    public String open(String request, Instant askedAt, SealedText sealed) {
        byte[] wrapped = Base64.getUrlDecoder().decode(sealed.base64());
        byte[] padded =
                keys.withApprovalKey(day(askedAt), key -> KeyWrap.unwrap(key, wrapped, associatedData(request)));
        return new String(padded, StandardCharsets.UTF_8).replace("\0", "");
    }

    /// Destroys the keys of days more than two days ago.
    public void destroyExpiredKeys(Instant now) {
        keys.destroyApprovalKeysBefore(day(now).minusDays(KEY_DAYS));
    }

    private static LocalDate day(Instant askedAt) {
        return LocalDate.ofInstant(askedAt, ZoneOffset.UTC);
    }

    private static byte[] associatedData(String request) {
        return KeyWrap.associatedData("approval", request);
    }
}
