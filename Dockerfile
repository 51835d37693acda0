# The kit with all it needs: docker build -t rsm-tck . && docker run --rm -v "$PWD:/work" -w /work rsm-tck verify --library librsm.so
# Build the zip first: mvn -DskipTests package
FROM eclipse-temurin:25-jdk
ARG VERSION=0.1.0-SNAPSHOT
COPY reference-impl/target/rsm-tck-${VERSION}.zip /tmp/rsm-tck.zip
RUN cd /opt && jar xf /tmp/rsm-tck.zip && mv rsm-tck-${VERSION} rsm-tck && chmod 755 rsm-tck/rsm-tck && rm /tmp/rsm-tck.zip
ENTRYPOINT ["/opt/rsm-tck/rsm-tck"]
