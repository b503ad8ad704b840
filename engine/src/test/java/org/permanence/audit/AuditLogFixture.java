package org.permanence.audit;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.permanence.access.AccessRequest;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Role;
import org.permanence.practice.PracticeId;
import org.permanence.testing.SteppedClock;
import org.permanence.verify.LogFiles;
import org.permanence.verify.LogVerifier;
import org.permanence.verify.NoteKey;

/// Shared by the tests of the log: a signing key, requests, and the stand-alone verifier.
final class AuditLogFixture {

    static final PracticeId LES_LILAS = new PracticeId("les-lilas");
    static final String SESSION = "019a1b2c-3d4e-7f60-8123-456789abcdef";
    static final CheckpointSigner SIGNER = signer();

    private AuditLogFixture() {}

    /// A random key.
    static CheckpointSigner signer() {
        return signer(new SecureRandom());
    }

    /// The same key in every process.
    static CheckpointSigner fixedSigner() {
        return signer(new SecureRandom() {
            private static final long serialVersionUID = 1;

            @Override
            public void nextBytes(byte[] bytes) {
                Arrays.fill(bytes, (byte) 7);
            }
        });
    }

    private static CheckpointSigner signer(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, random);
            KeyPair pair = generator.generateKeyPair();
            NoteKey key = NoteKey.of("permanence.example/audit", pair.getPublic());
            return new CheckpointSigner() {
                @Override
                public byte[] sign(byte[] text) {
                    try {
                        Signature signature = Signature.getInstance("Ed25519");
                        signature.initSign(pair.getPrivate());
                        signature.update(text);
                        return signature.sign();
                    } catch (GeneralSecurityException refused) {
                        throw new IllegalStateException(refused);
                    }
                }

                @Override
                public NoteKey key() {
                    return key;
                }
            };
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }

    /// Settings with a short retry interval and segments of the given size.
    static AuditSettings settings(long segmentBytes) {
        return new AuditSettings(
                "permanence.example/log", Duration.ofMillis(250), 1_000, 10_000, segmentBytes, Duration.ofMillis(5));
    }

    static AuditLog open(long segmentBytes, LogReplica... replicas) {
        return AuditLog.open(settings(segmentBytes), List.of(replicas), SIGNER, new SteppedClock());
    }

    /// Opens a log with a long timeout, for the real disk of a machine that may be busy.
    static AuditLog openWithLongTimeout(LogReplica... replicas) {
        var usual = settings(1 << 20);
        var settings = new AuditSettings(
                usual.origin(),
                Duration.ofSeconds(20),
                usual.maxPending(),
                usual.maxPendingNotes(),
                usual.segmentBytes(),
                usual.retryInterval());
        return AuditLog.open(settings, List.of(replicas), SIGNER, new SteppedClock());
    }

    static AuditRequest playRequest(String recording) {
        return playRequest(LES_LILAS, recording);
    }

    static AuditRequest playRequest(PracticeId practice, String recording) {
        var doctor = new Principal.Person("dr.okafor", Role.DOCTOR, "cli", SESSION);
        var access = new AccessRequest(doctor, Purpose.TREAT, AccessRequest.Reason.NONE);
        var object = new AuditObject(AuditObject.Kind.RECORDING, recording);
        return AuditRequest.of(access, Action.RECORDING_PLAYED, practice, object);
    }

    static AuditRequest installationRequest() {
        return new AuditRequest(
                Principal.ENGINE,
                Optional.empty(),
                Action.KEY_ROTATED,
                new AuditObject(AuditObject.Kind.KEY, "root"),
                Purpose.HSYSADMIN,
                new TreeMap<>(),
                Optional.empty());
    }

    static LogVerifier.Report verify(LogFiles files) throws IOException {
        return new LogVerifier(files, note -> note.isSignedBy(SIGNER.key()), List.of(), _ -> {}, _ -> {}).verify();
    }
}
