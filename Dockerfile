# The API with the built SPA. PostgreSQL is another container (docker-compose.yml). The steps are those of
# tools/image/build.mjs, which docs/operations.md uses without Docker.

# Node 24 on Debian, pinned by its digest, so that the same sources give the same image. A newer one brings
# Debian's security fixes: `docker buildx imagetools inspect node:24-slim` says "Digest: sha256:…"
ARG NODE_IMAGE=node:24-slim@sha256:a9f5f7c91a432850b2a8a7797adf5eadb6c733ceed61167806cee7ea7fbc29df

FROM ${NODE_IMAGE} AS build
WORKDIR /source
COPY package.json package-lock.json .npmrc nx.json tsconfig.base.json ./
COPY apps apps
COPY libs libs
COPY tools tools
RUN node tools/image/build.mjs /boxoffice

FROM ${NODE_IMAGE}
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3001 \
    WEB_ROOT=/boxoffice/web \
    IMAGE_FOLDER=/boxoffice/images
WORKDIR /boxoffice
COPY --from=build /boxoffice ./
# A volume that is mounted here belongs to whoever owns the folder.
RUN mkdir -p images && chown node: images
USER node
EXPOSE 3001
# Whether the process lives: a database that is away is no reason to start it anew.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1, so that it is the one that SIGTERM reaches.
CMD ["node", "--max-semi-space-size=8", "--no-allocation-site-pretenuring", "apps/api/dist/main.js"]
