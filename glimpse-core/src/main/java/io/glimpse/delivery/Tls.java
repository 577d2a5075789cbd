package io.glimpse.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom to trust on the other side of a TLS connection, and who we are, from files in PEM form.
 *
 * <pre>{@code
 * Tls tls = Tls.fromPem(Path.of("ca.pem"), Path.of("client-key.pem"), Path.of("client.pem"));
 * }</pre>
 *
 * <p>The files are read once. Whoever replaces a certificate starts the application anew.
 *
 * @since 0.1
 */
public final class Tls {
  private static final char[] IN_MEMORY_ONLY = "glimpse".toCharArray();

  private final SSLContext context;

  private Tls(SSLContext context) {
    this.context = context;
  }

  /**
   * Reads the files.
   *
   * @param trusted certificates of the server or its authorities, instead of those that the JVM
   *     trusts; null for those
   * @param key the private key of the client, in PKCS#8 form and not encrypted; null for none
   * @param certificate the certificate that belongs to the key, followed by those of its issuers if
   *     the server needs them; null for none
   * @throws IOException when a file cannot be read or does not hold what it should; the message
   *     says which, what was found, and what to do
   */
  public static Tls fromPem(@Nullable Path trusted, @Nullable Path key, @Nullable Path certificate)
      throws IOException {
    if ((key == null) != (certificate == null)) {
      throw new IOException(
          "found a client's "
              + (key == null ? "certificate without its key" : "key without its certificate")
              + ". Name both files, or none.");
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          key == null || certificate == null ? null : identity(key, certificate),
          trusted == null ? null : trust(trusted),
          null);
      return new Tls(context);
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "found TLS files that this JVM cannot use together: "
              + e.getMessage()
              + ". Look at their kinds.",
          e);
    }
  }

  private static KeyManager[] identity(Path key, Path certificate)
      throws IOException, GeneralSecurityException {
    PrivateKey own = PemFile.key(key);
    List<X509Certificate> chain = PemFile.certificates(certificate);
    if (!belongTogether(own, chain.get(0).getPublicKey())) {
      throw new IOException(
          certificate
              + ": found a certificate of another key than the one in "
              + key
              + ". Name two files that belong to each other, the client's own certificate first.");
    }
    KeyStore store = empty();
    store.setKeyEntry("client", own, IN_MEMORY_ONLY, chain.toArray(new X509Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, IN_MEMORY_ONLY);
    return factory.getKeyManagers();
  }

  /** A server would refuse the connection only later, and say little about it. */
  private static boolean belongTogether(PrivateKey key, PublicKey certified) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      return signature.verify(signed);
    } catch (GeneralSecurityException ofAnotherKind) {
      return false;
    }
  }

  private static TrustManager[] trust(Path trusted) throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    int n = 0;
    for (X509Certificate each : PemFile.certificates(trusted)) {
      store.setCertificateEntry("trusted-" + n++, each);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  SSLContext context() {
    return context;
  }
}
