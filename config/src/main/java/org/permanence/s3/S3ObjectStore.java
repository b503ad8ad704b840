package org.permanence.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.permanence.recording.ObjectStore;
import org.permanence.seal.RecordingId;
import org.permanence.settings.ObjectStoreSettings;
import org.permanence.settings.SettingsException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Stores recordings as objects `recordings/ID.prec` of one bucket. Keys and region come from the settings only,
/// never from the environment, the user's files or a cloud's metadata service.
public final class S3ObjectStore implements ObjectStore {

    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /// A slower connection cannot keep up with the recordings of an installation.
    private static final long MIN_BYTES_PER_SECOND = 64 * 1024;

    /// A request that fails on a stale connection succeeds on a new one.
    private static final int MAX_ATTEMPTS = 2;

    private static final int NOT_FOUND = 404;

    private final ObjectStoreSettings settings;
    private final Duration responseTimeout;
    private @Nullable S3Client client;

    public S3ObjectStore(ObjectStoreSettings settings) {
        this(settings, RESPONSE_TIMEOUT);
    }

    /// @param responseTimeout the limit for one answer; an upload has more time, by its length
    S3ObjectStore(ObjectStoreSettings settings, Duration responseTimeout) {
        this.settings = settings;
        this.responseTimeout = responseTimeout;
    }

    /// Created on the first request: loading the library takes two seconds of processor time, too long for the
    /// start.
    private synchronized S3Client client() {
        S3Client current = client;
        if (current == null) {
            current = build();
            client = current;
        }
        return current;
    }

    private S3Client build() {
        return S3Client.builder()
                .endpointOverride(settings.endpoint())
                .region(Region.of(settings.region()))
                .credentialsProvider(this::credentials)
                .defaultsMode(DefaultsMode.STANDARD)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(true)
                        .chunkedEncodingEnabled(false) // Some stores do not support it.
                        .build())
                // Amazon's checksums are not used: each upload is read back and verified.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(overrides -> overrides
                        .defaultProfileFile(ProfileFile.aggregator().build())
                        .retryStrategy(retries -> retries.maxAttempts(MAX_ATTEMPTS)))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(responseTimeout))
                .build();
    }

    /// Read for each request, so that a changed key is used at once.
    private AwsCredentials credentials() {
        return AwsBasicCredentials.create(
                settings.accessKey().read().text(), settings.secretKey().read().text());
    }

    @Override
    public void put(RecordingId recording, Path file) throws IOException {
        RequestBody body = RequestBody.fromFile(file);
        Duration timeout =
                responseTimeout.plusSeconds(body.optionalContentLength().orElse(0L) / MIN_BYTES_PER_SECOND);
        execute(
                recording,
                () -> client().putObject(
                                request -> request.bucket(settings.bucket())
                                        .key(key(recording))
                                        .overrideConfiguration(overrides -> overrides.apiCallTimeout(timeout)),
                                body));
    }

    /// Requests the first byte, because a HEAD cannot tell a missing object from a missing bucket.
    @Override
    public long size(RecordingId recording) throws IOException {
        return execute(recording, () -> {
            try (var response = client().getObject(request -> request.bucket(settings.bucket())
                    .key(key(recording))
                    .range("bytes=0-0")
                    .overrideConfiguration(overrides -> overrides.apiCallTimeout(responseTimeout)))) {
                String range =
                        Optional.ofNullable(response.response().contentRange()).orElse("");
                response.abort();
                if (!range.matches("bytes 0-0/[0-9]{1,15}")) {
                    throw new IOException("store: no length (expected: a part and the length of the whole)");
                }
                return Long.parseLong(range.substring(range.indexOf('/') + 1));
            }
        });
    }

    @Override
    public void read(RecordingId recording, long from, ByteBuffer to) throws IOException {
        int length = to.remaining();
        byte[] bytes = execute(recording, () -> {
            try (var response = client().getObject(request -> request.bucket(settings.bucket())
                    .key(key(recording))
                    .range("bytes=" + from + "-" + (from + length - 1))
                    .overrideConfiguration(overrides -> overrides.apiCallTimeout(responseTimeout)))) {
                byte[] read = response.readNBytes(length);
                if (read.length != length) {
                    throw new IOException("store: " + read.length + " bytes (expected: " + length + ")");
                }
                return read;
            }
        });
        to.put(bytes);
    }

    @Override
    public void remove(RecordingId recording) throws IOException {
        execute(
                recording,
                () -> client().deleteObject(request -> request.bucket(settings.bucket())
                        .key(key(recording))
                        .overrideConfiguration(overrides -> overrides.apiCallTimeout(responseTimeout))));
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }

    private interface StoreRequest<T> {
        T send() throws IOException;
    }

    /// The text of a refusal may contain keys, signatures and addresses. Only the error code is passed on, without
    /// the cause.
    private static <T> T execute(RecordingId recording, StoreRequest<T> request) throws IOException {
        try {
            return request.send();
        } catch (S3Exception rejected) {
            String errorCode = Optional.ofNullable(rejected.awsErrorDetails())
                    .map(AwsErrorDetails::errorCode)
                    .filter(code -> code.matches("[A-Za-z]{1,60}"))
                    .orElse("no reason");
            if (rejected.statusCode() == NOT_FOUND && errorCode.equals("NoSuchKey")) {
                throw new NoSuchFileException(recording.value());
            }
            throw new IOException("store: " + rejected.statusCode() + " " + errorCode
                    + " (expected: a bucket and keys that let us read, write and delete)");
        } catch (SdkException failed) {
            throw new IOException("store: " + rootOf(failed).getClass().getSimpleName() + " (expected: an answer)");
        } catch (SettingsException unreadable) {
            throw new IOException("store: its keys: " + unreadable.getMessage(), unreadable);
        }
    }

    private static Throwable rootOf(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String key(RecordingId recording) {
        return "recordings/" + recording.value() + ".prec";
    }
}
