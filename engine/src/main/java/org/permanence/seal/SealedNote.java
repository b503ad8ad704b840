package org.permanence.seal;

import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PersonalText;

/// A clinical note, encrypted for the doctors of its practice: once for each of the practice's own keys. Nothing of
/// the installation opens it. `docs/recording-format.md` describes the file.
///
/// @param copies one for each key, 1 to 16
public record SealedNote(Header header, List<Copy> copies) {

    /// What is known of a note without a key. It is bound to the ciphertext.
    public record Header(NoteId note, PracticeId practice, CallId call, Instant written) {

        public Header {
            written = written.truncatedTo(ChronoUnit.MILLIS);
        }

        private byte[] associatedData(String kid) {
            return KeyWrap.associatedData(
                    "note", practice.value(), note.value(), call.value(), written.toString(), kid);
        }
    }

    /// The text under one key.
    ///
    /// @param kid  the id of the practice's key
    /// @param text the text under HPKE, base64url: 32 bytes of the sender's key share, the ciphertext, 16 of tag
    public record Copy(String kid, String text) {

        public Copy {
            if (!kid.matches("[0-9a-f]{16}")) {
                throw new IllegalArgumentException("note: malformed key id (expected: 16 lower-case hex digits)");
            }
            if (text.length() > MAX_TEXT_LENGTH
                    || !Primitives.base64(decoded(text)).equals(text)) {
                throw new IllegalArgumentException("note: malformed text (expected: base64url)");
            }
        }
    }

    /// The longest text, in bytes of UTF-8.
    public static final int MAX_TEXT_BYTES = NoteText.MAX_BYTES;

    /// The longest file: 16 copies of 8,192 bytes.
    public static final int MAX_BYTES = 180_000;

    private static final int MAX_TEXT_LENGTH = 10_987; // 32 + 8,192 + 16 bytes in base64url
    private static final int VERSION = 1;
    private static final String KEM = "X25519_HKDF_SHA256_AES256_GCM";

    /// The JSON of the file, with names in alphabetical order.
    private record NoteJson(
            String call, String note, String practice, List<CopyJson> recipients, int v, String written) {}

    private record CopyJson(String kem, String kid, String text) {}

    public SealedNote {
        copies = List.copyOf(copies);
        if (copies.isEmpty() || copies.size() > RecordingHeader.MAX_RECIPIENTS) {
            throw new IllegalArgumentException("note: " + copies.size() + " recipients (expected: 1..16)");
        }
        if (copies.stream().map(Copy::kid).distinct().count() < copies.size()) {
            throw new IllegalArgumentException("note: a recipient twice (expected: each once)");
        }
    }

    /// Encrypts a note.
    ///
    /// @param doctors the practice's own keys
    /// @throws IllegalArgumentException if the text is empty, longer than 8192 bytes, or has control characters
    ///     other than line feeds, or if there is no key; the message never contains the text
    public static SealedNote seal(Header header, PersonalText text, List<PracticeRecipient> doctors) {
        byte[] padded = NoteText.encode(text);
        return new SealedNote(
                header,
                doctors.stream().map(doctor -> copy(header, padded, doctor)).toList());
    }

    private static Copy copy(Header header, byte[] padded, PracticeRecipient doctor) {
        try {
            byte[] ciphertext = doctor.encrypt(padded, header.associatedData(doctor.kid()));
            return new Copy(doctor.kid(), Primitives.base64(ciphertext));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // The key was tested when it was parsed.
        }
    }

    /// The note as the bytes of a file: canonical JSON, ASCII.
    public byte[] canonical() {
        return CanonicalJson.write(new NoteJson(
                header.call().value(),
                header.note().value(),
                header.practice().value(),
                copies.stream()
                        .map(copy -> new CopyJson(KEM, copy.kid(), copy.text()))
                        .toList(),
                VERSION,
                header.written().toString()));
    }

    /// Reads what [#canonical] wrote, and refuses everything else.
    ///
    /// @throws SealException `HEADER_SIZE`, `HEADER_UNREADABLE`, `HEADER_NOT_CANONICAL` or `OTHER_VERSION`
    public static SealedNote read(byte[] file) {
        if (file.length > MAX_BYTES) {
            throw new SealException(
                    SealFailure.HEADER_SIZE, "note: " + file.length + " bytes (expected: at most " + MAX_BYTES + ")");
        }
        NoteJson json;
        try {
            json = CanonicalJson.read(file, NoteJson.class);
        } catch (CanonicalJson.UnreadableException bad) {
            throw bad.isNotCanonical()
                    ? new SealException(
                            SealFailure.HEADER_NOT_CANONICAL, "note: not canonical (expected: canonical JSON)")
                    : unreadable(bad);
        }
        if (json.v() != VERSION
                || !json.recipients().stream().allMatch(to -> to.kem().equals(KEM))) {
            throw new SealException(SealFailure.OTHER_VERSION, "version: " + json.v() + " (expected: 1, " + KEM + ")");
        }
        try {
            return validated(json);
        } catch (IllegalArgumentException | DateTimeException bad) {
            throw unreadable(bad);
        }
    }

    private static SealedNote validated(NoteJson json) {
        Instant written = Instant.parse(json.written());
        if (!written.truncatedTo(ChronoUnit.MILLIS).toString().equals(json.written())) {
            throw new IllegalArgumentException("written: malformed (expected: UTC, to the millisecond)");
        }
        return new SealedNote(
                new Header(new NoteId(json.note()), new PracticeId(json.practice()), new CallId(json.call()), written),
                json.recipients().stream()
                        .map(to -> new Copy(to.kid(), to.text()))
                        .toList());
    }

    private static SealException unreadable(Exception cause) {
        return new SealException(
                SealFailure.HEADER_UNREADABLE, "note: unreadable (expected: the fields of version 1)", cause);
    }

    /// Decrypts the copy for a key.
    PersonalText open(String kid, Decryption decryption) {
        Copy own = copies.stream()
                .filter(copy -> copy.kid().equals(kid))
                .findAny()
                .orElseThrow(() -> new SealException(
                        SealFailure.NOT_A_RECIPIENT, "recipients: not this key (expected: one of the note's)"));
        byte[] padded = decryption.open(decoded(own.text()), header.associatedData(kid));
        try {
            return NoteText.decode(padded);
        } catch (IllegalArgumentException notOurs) {
            throw unreadable(notOurs);
        }
    }

    private static byte[] decoded(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    /// Decrypts with a private key, bound to the associated data.
    interface Decryption {
        byte[] open(byte[] ciphertext, byte[] associatedData);
    }
}
