# find_package(cleanclaim) makes the target cleanclaim::cleanclaim, the shared library, and where the
# static one is installed cleanclaim::static.

get_filename_component(_cleanclaim_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
set(_cleanclaim_folders lib lib64)
if(CMAKE_LIBRARY_ARCHITECTURE)
  list(APPEND _cleanclaim_folders lib/${CMAKE_LIBRARY_ARCHITECTURE})
endif()

find_path(cleanclaim_INCLUDE_DIR cleanclaim.h
  PATHS ${_cleanclaim_prefix} PATH_SUFFIXES include NO_DEFAULT_PATH)
find_library(cleanclaim_LIBRARY
  NAMES ${CMAKE_SHARED_LIBRARY_PREFIX}cleanclaim${CMAKE_SHARED_LIBRARY_SUFFIX} cleanclaim
  PATHS ${_cleanclaim_prefix} PATH_SUFFIXES ${_cleanclaim_folders} NO_DEFAULT_PATH)
find_library(cleanclaim_STATIC_LIBRARY
  NAMES ${CMAKE_STATIC_LIBRARY_PREFIX}cleanclaim${CMAKE_STATIC_LIBRARY_SUFFIX}
  PATHS ${_cleanclaim_prefix} PATH_SUFFIXES ${_cleanclaim_folders} NO_DEFAULT_PATH)
mark_as_advanced(cleanclaim_INCLUDE_DIR cleanclaim_LIBRARY cleanclaim_STATIC_LIBRARY)

include(CMakeFindDependencyMacro)
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_dependency(Threads)

if(cleanclaim_LIBRARY AND cleanclaim_INCLUDE_DIR AND NOT TARGET cleanclaim::cleanclaim)
  add_library(cleanclaim::cleanclaim UNKNOWN IMPORTED)
  set_target_properties(cleanclaim::cleanclaim PROPERTIES
    IMPORTED_LOCATION "${cleanclaim_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${cleanclaim_INCLUDE_DIR}")
endif()
if(cleanclaim_STATIC_LIBRARY AND cleanclaim_INCLUDE_DIR AND NOT TARGET cleanclaim::static)
  add_library(cleanclaim::static STATIC IMPORTED)
  set_target_properties(cleanclaim::static PROPERTIES
    IMPORTED_LOCATION "${cleanclaim_STATIC_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${cleanclaim_INCLUDE_DIR}"
    INTERFACE_LINK_LIBRARIES "Threads::Threads;${CMAKE_DL_LIBS};m;gcc_s")
endif()

if(NOT TARGET cleanclaim::cleanclaim)
  set(cleanclaim_FOUND FALSE)
  set(cleanclaim_NOT_FOUND_MESSAGE
    "the header or the library is not under ${_cleanclaim_prefix}; install it with cargo cinstall")
endif()
